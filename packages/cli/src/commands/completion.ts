import type { Command, Option } from 'commander';
import { print } from '../output.js';
import { Refusal } from '../refusal.js';

/** Prints a completion script that is written from the commands themselves, so that it can't fall behind them. */
export function completionCommand(shell: string, root: Command): number {
  const write = shells.get(shell);
  if (write === undefined) throw new Refusal(`${shell}: no such shell here; bash, zsh or fish`);
  print(write(root));
  return 0;
}

const shells: ReadonlyMap<string, (root: Command) => string> = new Map(Object.entries({ bash, zsh, fish }));

/** A group of commands has the options of all of them: of those that share a name, the one with the most choices. */
const optionsOf = (command: Command): readonly Option[] => {
  const all = [command, ...command.commands].flatMap(({ options }) => options);
  const richest = (name: string | undefined) =>
    all
      .filter(({ long }) => long === name)
      .reduce((one, other) => (choiceCount(other) > choiceCount(one) ? other : one));
  return all.filter((option) => option === richest(option.long));
};
const choiceCount = ({ argChoices }: Option) => argChoices?.length ?? 0;
const members = ({ commands }: Command) => commands.map((command) => command.name());
const flags = (command: Command) => optionsOf(command).flatMap(({ long }) => long ?? []);
const choices = (command: Command) => optionsOf(command).filter(({ argChoices }) => argChoices !== undefined);
const words = (option: Option) => (option.argChoices ?? []).join(' ');

function bash(root: Command): string {
  const cases = root.commands.map((command) => {
    const values = choices(command).map(
      (option) => `      ${option.long}) COMPREPLY=($(compgen -W '${words(option)}' -- "$word")); return ;;`,
    );
    return `  ${command.name()})
    case "$before" in
${[...values, '      *) ;;'].join('\n')}
    esac
    COMPREPLY=($(compgen -W '${[...members(command), '--help', '--quiet', ...flags(command)].join(' ')}' -- "$word") $(compgen -f -- "$word")) ;;`;
  });
  return `# bash completion for stackengine: source <(stackengine completion bash)
_stackengine() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${root.commands.map((command) => command.name()).join(' ')} --help --version' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
  completion) COMPREPLY=($(compgen -W 'bash zsh fish' -- "$word")); return ;;
${cases.join('\n')}
  esac
}
complete -o filenames -F _stackengine stackengine
`;
}

function zsh(root: Command): string {
  const quoted = (text: string) => text.replace(/[\\'[\]:]/g, (found) => (found === "'" ? "'\\''" : `\\${found}`));
  const specs = (command: Command) =>
    optionsOf(command).map((option) => {
      const value = option.argChoices === undefined ? '_files' : `(${words(option)})`;
      return `      '*${option.long}[${quoted(option.description)}]${option.required ? `:value:${value}` : ''}'`;
    });
  const filesOf = (command: Command) =>
    command.commands.length === 0 ? "'*:file:_files'" : `'1:command:(${members(command).join(' ')})' '*:file:_files'`;
  const cases = root.commands.map((command) => {
    const first = command.name() === 'completion' ? "'1:shell:(bash zsh fish)'" : filesOf(command);
    return `    ${command.name()})\n      _arguments \\\n${[...specs(command), `      ${first}`].join(' \\\n')} ;;`;
  });
  return `#compdef stackengine
# zsh completion for stackengine: stackengine completion zsh > "\${fpath[1]}/_stackengine"
_stackengine() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${root.commands.map((command) => `      '${quoted(command.name())}:${quoted(command.description())}'`).join('\n')}
    )
    _describe command commands
    return
  fi
  local command=\${words[2]}
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
compdef _stackengine stackengine
`;
}

function fish(root: Command): string {
  const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = root.commands.flatMap((command) => [
    `complete -c stackengine -n __fish_use_subcommand -f -a ${command.name()} -d ${quoted(command.description())}`,
    ...members(command).map(
      (member) =>
        `complete -c stackengine -n ${quoted(`__fish_seen_subcommand_from ${command.name()}`)} -a ${member} -d ${quoted(command.commands.find((one) => one.name() === member)?.description() ?? '')}`,
    ),
    ...optionsOf(command).map((option) => {
      const value =
        option.argChoices === undefined ? (option.required ? ' -r' : '') : ` -x -a ${quoted(words(option))}`;
      const condition = quoted(`__fish_seen_subcommand_from ${command.name()}`);
      return `complete -c stackengine -n ${condition} -l ${option.long?.slice(2)} -d ${quoted(option.description)}${value}`;
    }),
  ]);
  return `# fish completion for stackengine: stackengine completion fish > ~/.config/fish/completions/stackengine.fish
${lines.join('\n')}
complete -c stackengine -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'
`;
}
