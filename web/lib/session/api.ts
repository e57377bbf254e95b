import { print } from '@0no-co/graphql.web';
import type { TadaDocumentNode } from 'gql.tada';
import type { Language } from '@lanran/protocol/kernel/language';
import { UnreachableError } from '@lanran/sdk/kernel/errors';
import { postGraphql } from '@lanran/sdk/kernel/transport';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** The Safe that the person asks for as one of its owners. */
  readonly safe?: string | null;
}

/** Asks `/graphql` with the session's cookie. @throws RefusedError, UnreachableError */
export async function request<Result, Variables extends Readonly<Record<string, unknown>>>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  { signal, safe = null }: RequestOptions = {},
): Promise<Result> {
  const { origin } = window.location;
  const data = await postGraphql(
    { query: print(document), variables },
    { apiUrl: origin, safe, ...(signal !== undefined && { signal }) },
  );
  // The schema types it, and the server answers by the schema.
  return data as Result;
}

export function unreachable(cause: unknown): UnreachableError {
  return new UnreachableError(window.location.origin, cause);
}

/** A text in the reader's language, else in the other one, with the language it is in. */
export function pickText(
  text: { readonly en: string | null; readonly zh: string | null } | null | undefined,
  language: Language,
): { readonly text: string; readonly language: Language } | null {
  if (text == null) return null;
  const other: Language = language === 'en' ? 'zh' : 'en';
  for (const candidate of [language, other] as const) {
    const found = text[candidate];
    if (found !== null && found !== '') return { text: found, language: candidate };
  }
  return null;
}
