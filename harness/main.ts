import { Command, CommanderError } from 'commander';
import { explain, StoreError } from '../results/database.js';
import { BuildError } from './builds.js';
import { addBisectCommand } from './commands/bisect.js';
import { addBuildCommand } from './commands/build.js';
import { addCompareCommand } from './commands/compare.js';
import { addCompletionCommand } from './commands/completion.js';
import { addDbCommands } from './commands/db.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addListCommand } from './commands/list.js';
import { addNightlyCommand } from './commands/nightly.js';
import { addReportCommands } from './commands/report.js';
import { addRunCommand } from './commands/run.js';
import { addConfiguration } from './config/command-line.js';
import { ConfigurationError } from './config/configuration.js';
import { labVersion } from './repository.js';
import { SuiteError } from './suites.js';
import { ComparisonError } from './verdict/sides.js';

const program = new Command('gil-lab')
  .description('A laboratory for Python without the global interpreter lock')
  .version(labVersion())
  .showHelpAfterError()
  .exitOverride();
// The doctor finds mistakes in the configuration, and completion needs none.
addConfiguration(program, ['doctor', 'completion']);
addRunCommand(program);
addReportCommands(program);
addCompareCommand(program);
addNightlyCommand(program);
addBisectCommand(program);
addListCommand(program);
addBuildCommand(program);
addDoctorCommand(program);
addCompletionCommand(program);
addDbCommands(program);

// `gil-lab list | head` ends quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError) {
    // commander has said what is wrong; help and the version are no mistakes
    process.exit(thrown.exitCode === 0 ? 0 : 2);
  }
  const error = explain(thrown, 'the result store');
  const told = [StoreError, BuildError, SuiteError, ConfigurationError, ComparisonError];
  if (!(error instanceof Error && told.some((kind) => error instanceof kind))) throw thrown;
  process.stderr.write(`gil-lab: ${error.message}\n`);
  process.exitCode = 2;
}
