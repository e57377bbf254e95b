import { ConfigError } from '@lanran/api/platform/config/config';
import { DataDirectoryInUseError } from '@lanran/embedded/directory-lock';
import { DeployRefusedError } from '../deploy/errors.ts';
import { StartRefusedError } from './data-directory.ts';
import { ServiceNotStartedError } from './child-service.ts';
import { SeedFailedError } from './run-seed.ts';
import { StartStoppedError } from './stop-early.ts';

/** Their messages say it all; anything else shows where it comes from. */
const KNOWN = [
  StartRefusedError,
  DeployRefusedError,
  ConfigError,
  DataDirectoryInUseError,
  SeedFailedError,
  ServiceNotStartedError,
  StartStoppedError,
];
/** Of the API, which is not loaded for it. */
const REFUSED = 'ProcessRefusedError';
const MAX_CAUSES = 5;

/** Why the platform ends, for its operator. Node's own words for it would have all that libraries keep in their errors: documents, and the salts in them. */
export function failureText(error: unknown): string {
  if (error instanceof Error && (error.name === REFUSED || KNOWN.some((kind) => error instanceof kind)))
    return error.message;
  const texts: string[] = [];
  for (let cause = error; cause !== undefined && texts.length < MAX_CAUSES;) {
    texts.push(cause instanceof Error ? (cause.stack ?? cause.message) : 'no error was thrown');
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return texts.join('\ncaused by: ');
}
