/** Whether a test file has a test of that name, or a table of tests one of which has it. */
export function hasTest(source: string, name: string): boolean {
  const titles = [...source.matchAll(/\bit(?:\.\w+[^]*?\))?\(\s*'([^'\n]+)'/g)].map(
    ([, title]) => title ?? '',
  );
  return titles.some((title) => {
    if (title === name) return true;
    const [before = '', after, ...more] = title.split('%s');
    if (after === undefined || more.length > 0) return false;
    if (!name.startsWith(before) || !name.endsWith(after)) return false;
    return source.includes(`'${name.slice(before.length, name.length - after.length)}'`);
  });
}
