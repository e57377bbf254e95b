/** Of a metric, its values by their labels as they are written, `store="files"`; '' where there are none. */
export async function readMetric(url: string, name: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm);
  return new Map(
    [...lines].flatMap(([, of, labels = '', value]) => (of === name ? [[labels, Number(value)]] : [])),
  );
}
