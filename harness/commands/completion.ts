import { Argument, type Command } from 'commander';
import { completable } from '../completion/completable.js';
import { type Shell, scripts } from '../completion/scripts.js';

export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print the script that completes gil-lab in a shell, such as: source <(gil-lab completion bash)')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .action((shell: Shell) => {
      process.stdout.write(scripts[shell](completable(program)));
    });
}
