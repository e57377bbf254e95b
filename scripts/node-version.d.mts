export function requireNode(): void;
export function nodeFault(version: string, range: string): string | null;
