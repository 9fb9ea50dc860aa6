import type { Argument, Command, Option } from 'commander';

/** What can stand in a place of the command line. */
export type Value =
  | { readonly kind: 'file' | 'folder' | 'text' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] };

export interface CompletableOption {
  /** `--name`, and `-n` where there is one. */
  readonly flags: readonly string[];
  readonly description: string;
  /** null: it takes no value. */
  readonly value: Value | null;
}

/** A command as shells see it. */
export interface CompletableCommand {
  /** The words that lead to it: none for the program itself. */
  readonly path: readonly string[];
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletableOption[];
  readonly arguments: readonly Value[];
  readonly commands: readonly CompletableCommand[];
}

/** The commands and options that a program declares, those of the commands above included. */
export function completable(
  command: Command,
  path: readonly string[] = [],
  inherited: readonly CompletableOption[] = [],
): CompletableCommand {
  const own = command.options.filter((option) => !option.hidden).map(toOption);
  const above = inherited.filter((option) => !own.some(({ flags }) => flags.includes(option.flags[0])));
  const help = { flags: ['--help', '-h'], description: 'display help for command', value: null };
  // Commander takes the program's options behind a command, too, but not its --version.
  const passedOn = [...above, ...own.filter(({ flags }) => !flags.includes('--version'))];
  return {
    path,
    name: command.name(),
    description: command.description(),
    options: [...own, ...above, help],
    arguments: command.registeredArguments.map(toValue),
    commands: command.commands.map((one) => completable(one, [...path, one.name()], passedOn)),
  };
}

/** A command and all below it. */
export function allCommands(command: CompletableCommand): CompletableCommand[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function toOption(option: Option): CompletableOption {
  const flags = [option.long, option.short].filter((flag) => typeof flag === 'string');
  const takesValue = option.required || option.optional;
  return {
    flags,
    description: option.description,
    value: takesValue ? placeholderValue(option.flags, option.argChoices) : null,
  };
}

function toValue(argument: Argument): Value {
  return placeholderValue(`<${argument.name()}>`, argument.argChoices);
}

/** What a placeholder says: `<file>` and `<folder>` are paths. */
function placeholderValue(placeholder: string, choices: readonly string[] | undefined): Value {
  if (choices) return { kind: 'choice', choices };
  const [, name] = /[<[]([\w-]+)/.exec(placeholder) ?? [];
  if (name === 'file' || name === 'files') return { kind: 'file' };
  return { kind: name === 'folder' || name === 'dir' ? 'folder' : 'text' };
}
