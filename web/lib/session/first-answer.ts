import type { TadaDocumentNode } from 'gql.tada';
import { readIdentity } from '../keys/identity.ts';
import { operationOf } from './operation.ts';

/** Where the page carries what its main query would be answered, for whoever is not signed in (api/front/http/page-html.ts). */
const ELEMENT = 'first-answer';

/** Of a page that was long in loading, or that somebody signed out of, the answer is asked for. */
const FRESH_MS = 30_000;

interface FirstAnswer {
  readonly operation: string;
  readonly variables: unknown;
  readonly data: unknown;
}

let isTaken = false;

/** The answer to this query that came with the page; once, and undefined otherwise. */
export function takeFirstAnswer<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Result | undefined {
  const answer = take(operationOf(document), variables);
  // The server answered the same document.
  return answer === undefined ? undefined : (answer as Result);
}

/** The platform saw no session when it made the page, and nobody signs here: whom the session names need not be asked. */
export function isPageOfStranger(): boolean {
  return document.getElementById(ELEMENT) !== null && !isOutdated();
}

function isOutdated(): boolean {
  return readIdentity() !== null || performance.now() > FRESH_MS;
}

function take(operation: string, variables: unknown): unknown {
  const element = document.getElementById(ELEMENT);
  // Who signs here is asked for by the platform, which knows of more than it tells strangers.
  if (element === null) return undefined;
  if (isOutdated()) {
    element.remove();
    return undefined;
  }
  const answer = parseAnswer(element.textContent);
  if (answer?.operation !== operation || textOf(answer.variables) !== textOf(variables)) return undefined;
  element.remove();
  isTaken = true;
  return answer.data;
}

/** Whether a stranger's answer is in the cache, which is to be asked anew once the platform names somebody. */
export function wasFirstAnswerTaken(): boolean {
  return isTaken;
}

function parseAnswer(text: string): FirstAnswer | null {
  try {
    // Written by the server.
    return JSON.parse(text) as FirstAnswer;
  } catch {
    return null;
  }
}

/** In one order of names. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}
