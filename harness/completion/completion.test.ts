import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completable } from './completable.js';
import { type Shell, scripts } from './scripts.js';

/** A program with something of everything. */
function sample(): Command {
  const program = new Command('gil-lab').version('1').option('--config <file>', "somebody's configuration");
  program
    .command('run')
    .description('measure: [all] of it')
    .addOption(new Option('--suite <name>', 'which one').choices(['quick', 'threads']))
    .option('-n, --blocks <n>', 'how many')
    .option('--out <folder>', 'where to')
    .option('--json', 'as JSON')
    .addOption(new Option('--secret', 'not shown').hideHelp());
  const db = program.command('db').description('the store');
  db.command('check').description('check it').option('--deep', 'all of it');
  db.command('backup <file>').description('copy it');
  program.command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh']));
  return program;
}

const script = (shell: Shell) => scripts[shell](completable(sample()));
const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

describe('what can be completed', () => {
  it('is what the program declares', () => {
    const program = completable(sample());
    expect(program.commands.map(({ name }) => name)).toEqual(['run', 'db', 'completion']);
    const run = program.commands[0];
    expect(run.options.map(({ flags, value }) => [flags[0], value])).toEqual([
      ['--suite', { kind: 'choice', choices: ['quick', 'threads'] }],
      ['--blocks', { kind: 'text' }],
      ['--out', { kind: 'folder' }],
      ['--json', null],
      ['--config', { kind: 'file' }],
      ['--help', null],
    ]);
    expect(program.commands[1].commands[1]).toMatchObject({ path: ['db', 'backup'], arguments: [{ kind: 'file' }] });
  });
});

describe.skipIf(!has('bash'))('the script for bash', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-completion-'));
    writeFileSync(path.join(folder, 'a file'), '');
    mkdirSync(path.join(folder, 'a folder'));
    writeFileSync(path.join(folder, 'script'), script('bash'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [[''], ['run', 'db', 'completion', '--version', '--config', '--help']],
    [['r'], ['run']],
    [
      ['run', '--'],
      ['--suite', '--blocks', '--out', '--json', '--config', '--help'],
    ],
    [['run', '--b'], ['--blocks']],
    [
      ['run', '--suite', ''],
      ['quick', 'threads'],
    ],
    [['run', '--json', '--suite', 'q'], ['quick']],
    [['run', '--blocks', ''], []],
    [['run', '-n', ''], []],
    [['run', '--out', 'a'], ['a folder']],
    [
      ['--config', 'a'],
      ['a file', 'a folder'],
    ],
    [
      ['run', '--config', 'a'],
      ['a file', 'a folder'],
    ],
    [
      ['db', ''],
      ['check', 'backup', '--config', '--help'],
    ],
    [['db', 'check', '--d'], ['--deep']],
    [['completion', 'z'], ['zsh']],
  ])('offers for %j: %j', (typed, offered) => {
    const program = `
      source ./script
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      _gil_lab
      for one in "\${COMPREPLY[@]}"; do printf '%s\\n' "$one"; done`;
    const args = ['--noprofile', '--norc', '-c', program, 'bash', 'gil-lab', ...typed];
    const { stdout, stderr } = spawnSync('bash', args, { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter(Boolean).sort()).toEqual([...offered].sort());
  });
});

describe('the script for zsh', () => {
  it('has a function for each command, with its options and their values', () => {
    const text = script('zsh');
    expect(text).toMatch(/^#compdef gil-lab\n/);
    for (const name of ['_gil_lab', '_gil_lab_run', '_gil_lab_db', '_gil_lab_db_check', '_gil_lab_db_backup']) {
      expect(text).toContain(`\n${name}() {`);
    }
    expect(text).toContain("'*--suite[which one]:value:(quick threads)'");
    expect(text).toContain("'*--out[where to]:value:_files -/'");
    expect(text).toContain("'*--config[somebody'\\''s configuration]:value:_files'");
    expect(text).toContain("'run:measure\\: [all] of it'");
    expect(text).not.toContain('secret');
  });

  it.skipIf(!has('zsh'))('is valid', () => {
    const { status, stderr } = spawnSync('zsh', ['-n'], { input: script('zsh'), encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  });
});

describe('the script for fish', () => {
  it('has a line for each command and option, where it belongs', () => {
    const lines = script('fish').split('\n');
    const top = "complete -c gil-lab -n 'not __fish_seen_subcommand_from run db completion'";
    expect(lines).toContain(`${top} -f -a 'run' -d 'measure: [all] of it'`);
    expect(lines).toContain(`${top} -l config -r -F -d 'somebody\\'s configuration'`);
    const run = "complete -c gil-lab -n '__fish_seen_subcommand_from run'";
    expect(lines).toContain(`${run} -l suite -x -a 'quick threads' -d 'which one'`);
    expect(lines).toContain(`${run} -l blocks -s n -x -d 'how many'`);
    expect(lines).toContain(`${run} -l json -d 'as JSON'`);
    const check = "complete -c gil-lab -n '__fish_seen_subcommand_from db; and __fish_seen_subcommand_from check'";
    expect(lines).toContain(`${check} -l deep -d 'all of it'`);
    expect(script('fish')).not.toContain('secret');
  });

  it.skipIf(!has('fish'))('is valid', () => {
    const { status, stderr } = spawnSync('fish', ['--no-execute'], { input: script('fish'), encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  });
});
