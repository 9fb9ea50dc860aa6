// Completion scripts for shells. Each is whole: nothing is asked of gil-lab while somebody types.

import { allCommands, type CompletableCommand, type CompletableOption, type Value } from './completable.js';

export const scripts = { bash, zsh, fish } as const;

export type Shell = keyof typeof scripts;

/** Bash 3.2 or newer. */
function bash(program: CompletableCommand): string {
  const all = allCommands(program);
  const paths = all.slice(1).map(({ path }) => `      ${quote(words(path))}) path=${quote(words(path))} ;;`);
  const reply: Record<Value['kind'], (value: Value) => string> = {
    file: () => 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current"))',
    folder: () => 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current"))',
    text: () => ':',
    choice: (value) => `COMPREPLY=($(compgen -W ${quote(choicesOf(value).join('\n'))} -- "$current"))`,
  };
  const values = all.flatMap(({ path, options }) =>
    options
      .filter((option) => option.value)
      .map(({ flags, value }) => {
        const patterns = flags.map((flag) => quote(words([...path, flag])));
        return `    ${patterns.join(' | ')}) ${reply[value!.kind](value!)}; return ;;`;
      }),
  );
  const offers = all.map((command) => {
    const offered = [...command.commands.map(({ name }) => name), ...argumentChoices(command), ...longFlags(command)];
    return `    ${quote(words(command.path))}) offered=${quote(offered.join('\n'))} ;;`;
  });
  return `# Completion of ${program.name} for bash: source <(${program.name} completion bash)
_gil_lab() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local path='' offered='' index IFS=$'\\n'
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$path \${COMP_WORDS[index]}" in
${paths.join('\n')}
    esac
  done
  case "$path $previous" in
${values.join('\n')}
  esac
  case "$path" in
${offers.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}
complete -F _gil_lab ${program.name}
`;
}

function zsh(program: CompletableCommand): string {
  const action: Record<Value['kind'], (value: Value) => string> = {
    file: () => '_files',
    folder: () => '_files -/',
    text: () => '',
    choice: (value) => `(${choicesOf(value).join(' ')})`,
  };
  const functionName = ({ path }: CompletableCommand) =>
    ['_gil_lab', ...path.map((word) => word.replace(/\W/g, '_'))].join('_');
  const option = ({ flags, description, value }: CompletableOption) => {
    const told = description.replace(/[\\[\]:]/g, '\\$&');
    return flags.map((flag) => quote(`*${flag}[${told}]${value ? `:value:${action[value.kind](value)}` : ''}`));
  };
  const functions = allCommands(program).map((command) => {
    const specs = command.options.flatMap(option);
    const own = command.arguments.map((value, index) => quote(`${index + 1}:argument:${action[value.kind](value)}`));
    if (!command.commands.length) {
      return `${functionName(command)}() {\n  _arguments -s ${[...specs, ...own].join(' \\\n    ')}\n}`;
    }
    const offered = command.commands.map(({ name, description }) =>
      quote(`${name}:${description.replaceAll(':', '\\:')}`),
    );
    const branches = command.commands.map((one) => `        ${one.name}) ${functionName(one)} ;;`);
    return `${functionName(command)}() {
  local curcontext="$curcontext" state line
  local -a offered=(
    ${offered.join('\n    ')}
  )
  _arguments -C -s ${specs.join(' \\\n    ')} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command offered ;;
    argument)
      case $words[1] in
${branches.join('\n')}
      esac ;;
  esac
}`;
  });
  return `#compdef ${program.name}
# Completion of ${program.name} for zsh: source <(${program.name} completion zsh), or a file _${program.name} in a folder of $fpath

${functions.join('\n\n')}

if [ "$funcstack[1]" = _gil_lab ]; then _gil_lab "$@"; else compdef _gil_lab ${program.name}; fi
`;
}

function fish(program: CompletableCommand): string {
  const fishQuote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const take: Record<Value['kind'], (value: Value) => string> = {
    file: () => '-r -F',
    folder: () => "-x -a '(__fish_complete_directories)'",
    text: () => '-x',
    choice: (value) => `-x -a ${fishQuote(choicesOf(value).join(' '))}`,
  };
  const lines = allCommands(program).flatMap((command) => {
    const seen = command.path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const below = command.commands.map(({ name }) => name).join(' ');
    const here = [...seen, ...(below ? [`not __fish_seen_subcommand_from ${below}`] : [])].join('; and ');
    const condition = here ? ` -n ${fishQuote(here)}` : '';
    const start = `complete -c ${program.name}${condition}`;
    return [
      ...command.commands.map(
        ({ name, description }) => `${start} -f -a ${fishQuote(name)} -d ${fishQuote(description)}`,
      ),
      ...argumentChoices(command).map((choice) => `${start} -f -a ${fishQuote(choice)}`),
      ...command.options.map(({ flags, description, value }) => {
        const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
        return `${start} ${names.join(' ')}${value ? ` ${take[value.kind](value)}` : ''} -d ${fishQuote(description)}`;
      }),
    ];
  });
  const head = `# Completion of ${program.name} for fish: ${program.name} completion fish | source`;
  return `${head}\ncomplete -c ${program.name} -f\n${lines.join('\n')}\n`;
}

/** A path as the bash script spells it: each word with a space before. */
function words(path: readonly string[]): string {
  return path.map((word) => ` ${word}`).join('');
}

function choicesOf(value: Value): readonly string[] {
  return value.kind === 'choice' ? value.choices : [];
}

function argumentChoices(command: CompletableCommand): string[] {
  return command.arguments.flatMap((value) => choicesOf(value));
}

function longFlags(command: CompletableCommand): string[] {
  return command.options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith('--')));
}

/** As one word of bash and zsh. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
