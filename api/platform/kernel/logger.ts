/** Structured log lines, machine-readable first: pino's shape. Never a key, a token or a body's hidden value. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
