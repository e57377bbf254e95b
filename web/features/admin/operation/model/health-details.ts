/** The figures of a part's health, as far as they are known: a newer platform may send others. */
export interface HealthFigures {
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
  readonly blocks: number | null;
  readonly isEmbedded: boolean;
  readonly size: number | null;
  readonly anchoredSize: number | null;
  /** Stored originals, and those that are not as they were published. */
  readonly files: number | null;
  readonly bad: number | null;
}

export function readHealthFigures(details: string): HealthFigures {
  const figures = parse(details);
  const numberAt = (name: string) => {
    const value = figures[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  return {
    freeBytes: numberAt('freeBytes'),
    totalBytes: numberAt('totalBytes'),
    blocks: numberAt('blocks'),
    isEmbedded: figures['isEmbedded'] === true,
    size: numberAt('size'),
    anchoredSize: numberAt('anchoredSize'),
    files: numberAt('files'),
    bad: numberAt('bad'),
  };
}

function parse(details: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(details);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
