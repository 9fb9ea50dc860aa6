import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addBuildCommand } from '../commands/build.js';
import { addRunCommand } from '../commands/run.js';
import { parseConfiguration } from '../config/configuration.js';
import { inRepository } from '../repository.js';
import { namedBuilds } from './catalogue.js';
import { inWords } from './specification.js';

const document = readFileSync(inRepository('docs', 'builds.md'), 'utf8');
const blocks = (language: string) =>
  [...document.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1]);

describe('docs/builds.md', () => {
  it.each(blocks('toml'))('has a valid example: %s', async (example) => {
    const configuration = await parseConfiguration(example, path.resolve('gil-lab.toml'), {});
    expect(configuration.builds.size).toBeGreaterThan(0);
    for (const specification of namedBuilds(configuration)) expect(inWords(specification)).not.toContain('undefined');
  });

  it.each(blocks('sh').flatMap((block) => block.trim().split('\n')))(
    'has a command that the program takes: %s',
    async (line) => {
      const words = line.replace(/#.*/, '').trim().split(/\s+/).slice(1);
      const program = new Command().exitOverride();
      addBuildCommand(program);
      addRunCommand(program);
      // Parsed and not acted upon.
      let acted = 0;
      for (const command of program.commands) command.action(() => void acted++);
      await program.parseAsync(words, { from: 'user' });
      expect(acted).toBe(1);
    },
  );
});
