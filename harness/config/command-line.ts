import type { Command } from 'commander';
import {
  type Configuration,
  ConfigurationError,
  emptyConfiguration,
  findConfiguration,
  loadConfiguration,
} from './configuration.js';
import { type Key, labKeys } from './keys.js';

const loaded = new WeakMap<Command, Configuration>();

/**
 * Gives a program the options --config and --no-config. Before a command acts, the file is read, and its values stand
 * in for the options that the command line does not have. Commands named in `without` act as they are.
 */
export function addConfiguration(program: Command, without: readonly string[]): void {
  program
    .option('--config <file>', 'configuration (default: the nearest gil-lab.toml, from the working directory upwards)')
    .option('--no-config', 'use no configuration')
    .hook('preAction', async (_, action) => {
      if (without.includes(action.name())) return;
      const configuration = await chosenConfiguration(program);
      loaded.set(program, configuration);
      applyToOptions(action, configuration);
    });
}

/** The configuration that the command line names, or the nearest one. */
export async function chosenConfiguration(command: Command): Promise<Configuration> {
  const wanted: string | boolean | undefined = rootOf(command).opts().config;
  if (wanted === false) return emptyConfiguration;
  const file = typeof wanted === 'string' ? wanted : findConfiguration(process.cwd());
  return file === null ? emptyConfiguration : loadConfiguration(file);
}

/** The configuration that was read before a command acted. */
export function configurationOf(command: Command): Configuration {
  const configuration = loaded.get(rootOf(command));
  if (!configuration) throw new ConfigurationError(`${command.name()} reads no configuration`);
  return configuration;
}

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command;
}

/** Options that the command line leaves at their defaults take the file's values. */
export function applyToOptions(command: Command, { lab }: Configuration): void {
  for (const [name, key] of Object.entries(labKeys) as [keyof typeof labKeys, Key<unknown>][]) {
    const value = lab[name];
    if (value === undefined || key.option === undefined) continue;
    if (key.command !== undefined && key.command !== command.name()) continue;
    if (!command.options.some((option) => option.attributeName() === key.option)) continue;
    const source = command.getOptionValueSource(key.option);
    if (source === undefined || source === 'default') command.setOptionValueWithSource(key.option, value, 'config');
  }
}
