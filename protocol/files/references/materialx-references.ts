/**
 * Files that a MaterialX document names: values of inputs of the type `filename`, with the `fileprefix` of the elements around them,
 * and documents that it includes by XInclude (MaterialX 1.39, Filename Substitutions and MTLX File Format Definition).
 */
export function materialXReferences(text: string): string[] {
  const found: string[] = [];
  const prefixes: string[] = [''];
  for (const tag of tagsIn(text)) {
    if (tag.startsWith('</')) {
      if (prefixes.length > 1) prefixes.pop();
      continue;
    }
    const prefix = attributeOf(tag, 'fileprefix') ?? prefixes.at(-1) ?? '';
    if (!tag.endsWith('/>') && prefixes.length < MAX_DEPTH) prefixes.push(prefix);
    const value = attributeOf(tag, 'type') === 'filename' ? attributeOf(tag, 'value') : null;
    if (value !== null && value !== '') found.push(`${prefix}${value}`);
    const included = /^<(?:\w+:)?include[\s/]/.test(tag) ? attributeOf(tag, 'href') : null;
    if (included !== null && included !== '') found.push(included);
  }
  return found;
}

const MAX_DEPTH = 1_000;
/** What may stand between the signs of a tag; an attribute's value may have them too. */
const WITHIN = /"[^"]*"|'[^']*'|[^"'<>]+/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Without comments, declarations and instructions, up to where one has no end. */
function* tagsIn(text: string): Generator<string> {
  for (let start = text.indexOf('<'); start >= 0;) {
    if (text.startsWith('<!--', start)) {
      const end = text.indexOf('-->', start);
      if (end < 0) return;
      start = text.indexOf('<', end);
      continue;
    }
    const end = endOfTag(text, start + 1);
    if (end === null) return;
    if (text[end] === '>' && !/[!?]/.test(text[start + 1] ?? '')) yield text.slice(start, end + 1);
    start = text.indexOf('<', text[end] === '<' ? end : end + 1);
  }
}

/** Where it is closed, or another one begins; null where neither comes. */
function endOfTag(text: string, from: number): number | null {
  WITHIN.lastIndex = from;
  let at = from;
  while (WITHIN.test(text)) at = WITHIN.lastIndex;
  return text[at] === '>' || text[at] === '<' ? at : null;
}

function attributeOf(tag: string, name: string): string | null {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag) ?? [];
  const value = double ?? single;
  return value === undefined ? null : value.replaceAll(ESCAPES, unescaped);
}

const ESCAPES = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,5}));/gi;

/** In the order of the groups. */
function unescaped(whole: string, hex?: string, decimal?: string, entity?: string): string {
  if (entity !== undefined) return ENTITIES[entity] ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
