/**
 * Files that a scene in Maya ASCII names: referenced scenes (`file -r`), textures (`.ftn` of `file` nodes) and caches (`.fn`, `.cfn`,
 * `.abc_File`), by their statements (Autodesk, Organization of Maya ASCII files).
 */
export function mayaReferences(text: string): string[] {
  const found: string[] = [];
  let [statement, last]: [string, string | null] = ['', null];
  TOKENS.lastIndex = 0;
  for (let token = TOKENS.exec(text); token !== null; token = TOKENS.exec(text)) {
    const [part] = token;
    if (part === ';') {
      if (last !== null && last !== '' && NAMING.test(statement)) found.push(last);
      [statement, last] = ['', null];
    } else if (!part.startsWith('//')) {
      if (part.startsWith('"')) last = part.slice(1, -1).replaceAll(/\\(.)/g, '$1');
      // What it is stands at its beginning.
      if (statement.length < LONGEST_START) statement += part;
    }
  }
  return found;
}

const LONGEST_START = 200;
/**
 * References (`-rdi` says how deep one lies: it stands beside the `file -r` of the same scene, or for one within it), textures of file
 * nodes, and caches of Alembic, of GPU caches and of USD stages.
 */
const NAMING = /^\s*(?:file\s+-(?:r|rdi)\s|setAttr\s+(?:-\w+\s+\S+\s+){0,8}"\.(?:ftn|fn|cfn|abc_File|fp)"\s)/;
/** A comment, a string, the end of a statement, or what lies between. */
const TOKENS = /\/\/[^\n]*|"(?:[^"\\]|\\[\s\S])*(?:"|$)|;|[^;"/]+|\//g;
