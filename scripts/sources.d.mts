export const root: string;
export const PLATFORM_SOURCES: readonly string[];
export const WEB_SOURCES: readonly string[];
/** Whether the build in `outdir` is of the sources that are here. */
export function isBuilt(outdir: string, sources: readonly string[]): boolean;
/** What a build of the sources has beside it: on its first line the digest of their contents. */
export function stampOf(sources: readonly string[]): string;
