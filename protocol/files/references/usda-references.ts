/**
 * Asset paths in a USD layer of text, in their order: `@…@` and `@@@…@@@`, outside of strings and comments
 * (https://openusd.org/release/spec_usda.html). Expressions (`@`…`@`) are left out: their variables are not known here.
 */
export function usdaReferences(text: string): string[] {
  const found: string[] = [];
  TOKENS.lastIndex = 0;
  for (let token = TOKENS.exec(text); token !== null; token = TOKENS.exec(text)) {
    const { long, short } = token.groups ?? {};
    const path = long?.replaceAll('\\@@@', '@@@') ?? short ?? '';
    if (path !== '' && !path.startsWith('`')) found.push(path);
  }
  return found;
}

/** Comments and strings, which may hold the sign of a path, and paths. None takes more than one step for each character. */
const TOKENS = new RegExp(
  [
    /#[^\n]*/,
    /\/\/[^\n]*/,
    /\/\*[\s\S]*?(?:\*\/|$)/,
    /"""(?:\\[\s\S]|(?!""")[^\\])*(?:"""|$)/,
    /'''(?:\\[\s\S]|(?!''')[^\\])*(?:'''|$)/,
    /"(?:\\.|[^"\\\n])*"?/,
    /'(?:\\.|[^'\\\n])*'?/,
    /@@@(?<long>(?:\\@@@|(?!@@@)[^\n])*)@@@/,
    /@(?<short>[^@\n]*)@/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);
