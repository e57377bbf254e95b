import { RefusedError } from './errors.ts';

/** Null when the platform says that it does not exist for the caller. */
export async function nullIfNotFound<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
