import { DomainError, type DomainErrorCode } from './errors.ts';

/** Why one of many could not be done, while the others were. */
export interface Problem {
  readonly code: DomainErrorCode;
  /** The input field at fault, when there is one. */
  readonly field: string | null;
  readonly message: string;
}

/** Whatever else is done would fail for the same reason. */
const OF_ALL: readonly DomainErrorCode[] = [
  'CHECKPOINT_REFUSED',
  'ORGANIZATION_SUSPENDED',
  'UNAVAILABLE',
  'STORAGE_FULL',
  'SIGN_IN_REQUIRED',
];

/** What refused one of many. @throws the error itself when it is no rule of the domain, or concerns the others as well */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof DomainError) || OF_ALL.includes(error.code)) throw error;
  return { code: error.code, field: error.field ?? null, message: error.message };
}
