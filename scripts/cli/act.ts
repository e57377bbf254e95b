import type { CommandContext } from './context.ts';
import type { CommandResult } from './output.ts';

/* The words that the table of acts is written in. The flags, as typed there, decide what the function of an act is given. */

export interface Argument<Flags extends string = string> {
  readonly kind: 'argument';
  /** `<ASSET>`, `[ASSET]` where it may be left out, `<FILE...>` for one or more. */
  readonly flags: Flags;
  readonly help: string;
}

export interface Option<
  Flags extends string = string,
  IsSet extends boolean = boolean,
  Repeats extends boolean = boolean,
> {
  readonly kind: 'option';
  /** `--price <amount>`, `--asset <id...>`, `--exclusive`. */
  readonly flags: Flags;
  readonly help: string;
  /** It has to be given, or has a default. */
  readonly isSet: IsSet;
  readonly repeats: Repeats;
  readonly default: string | null;
}

type Part = Argument | Option;

/** A command: what is typed, what its help says, and which function does it. */
export interface Act {
  /** `offer`, or `members add` of those below another. */
  readonly name: string;
  readonly help: string;
  /** Its arguments, then its options. */
  readonly takes: readonly Part[];
  /** Loads the function; null for a command that only has others below it. */
  readonly load: (() => Promise<ActFunction>) | null;
}

/** Gets the arguments in their order, then one object of options. */
export type ActFunction = (context: CommandContext, ...typed: never) => Promise<CommandResult>;

/** Acts that one file does, under the title that they have in docs/cli.md. */
export interface ActGroup {
  readonly title: string;
  readonly acts: readonly Act[];
}

export function argument<Flags extends string>(flags: Flags, help: string): Argument<Flags> {
  return { kind: 'argument', flags, help };
}

export function option<Flags extends string>(flags: Flags, help: string): Option<Flags, false, false> {
  return { kind: 'option', flags, help, isSet: false, repeats: false, default: null };
}

export function required<Flags extends string>(flags: Flags, help: string): Option<Flags, true, false> {
  return { ...option(flags, help), isSet: true };
}

/** Must be given. */
export function isRequired(part: Argument | Option): boolean {
  return part.kind === 'option' && part.isSet && part.default === null;
}

export function defaulted<Flags extends string>(
  flags: Flags,
  help: string,
  value: string,
): Option<Flags, true, false> {
  return { ...option(flags, help), isSet: true, default: value };
}

/** One value each time that it is given. */
export function repeated<Flags extends string>(flags: Flags, help: string): Option<Flags, false, true> {
  return { ...option(flags, help), repeats: true };
}

interface Does<Takes extends readonly Part[]> {
  readonly takes?: Takes;
  readonly load: () => Promise<
    (context: CommandContext, ...typed: [...ArgumentsOf<Takes>, OptionsOf<Takes>]) => Promise<CommandResult>
  >;
}

/** A command that does something. Its function is imported when it runs: `verify` needs no contracts, `publish` no verifier. */
export function act<const Takes extends readonly Part[] = []>(
  name: string,
  help: string,
  { takes, load }: Does<Takes>,
): Act {
  return { name, help, takes: takes ?? [], load };
}

/** A command that has others below it and does nothing itself. */
export function parent(name: string, help: string): Act {
  return { name, help, takes: [], load: null };
}

type ArgumentsOf<Takes extends readonly Part[]> = Takes extends readonly [
  Argument<infer Flags>,
  ...infer Rest extends readonly Part[],
]
  ? [ArgumentValue<Flags>, ...ArgumentsOf<Rest>]
  : [];

type ArgumentValue<Flags extends string> = Flags extends `${string}...${string}`
  ? readonly string[]
  : Flags extends `[${string}`
    ? string | undefined
    : string;

type OptionsOf<Takes extends readonly Part[]> = {
  readonly [Each in Extract<Takes[number], Given> as NameOf<Each['flags']>]: ValueOf<Each>;
} & {
  readonly [Each in Exclude<Takes[number], Argument | Given> as NameOf<Each['flags']>]?: ValueOf<Each>;
};

/** Options that always have a value. */
type Given = Option<string, true> | Option<'--no-wait'>;

/** commander files `--no-wait` under `wait`, and gives true unless it was typed. */
type NameOf<Flags extends string> = Flags extends `--no-${infer Name} ${string}` | `--no-${infer Name}`
  ? CamelCase<Name>
  : Flags extends `--${infer Name} ${string}` | `--${infer Name}`
    ? CamelCase<Name>
    : never;

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type ValueOf<Each extends Option> = Each['repeats'] extends true
  ? readonly string[]
  : Each['flags'] extends `${string}...>`
    ? readonly string[]
    : Each['flags'] extends `${string} <${string}`
      ? string
      : boolean;
