export const root: string;
export const PLATFORM_SOURCES: readonly string[];
export const WEB_SOURCES: readonly string[];
