import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { Kind, OperationTypeNode, parse } from 'graphql';
import { BoundedMap } from '../kernel/bounded-map.ts';
import { LEAST_BYTES } from './compression.ts';
import { PARSING, requireModestQuery } from './limits.ts';

/** Answers are kept by it for a moment, and not past the next leaf of the log. */
export interface AnswerKeeping {
  keep(question: string, make: () => Promise<SharedAnswer>): Promise<SharedAnswer>;
}

export interface SharedAnswersOptions {
  readonly kept: AnswerKeeping;
  /** Root fields whose answers depend on nothing of a guest but the question. */
  readonly fields: ReadonlySet<string>;
  /** What a guest is answered; null where that is an error. */
  readonly answer: (question: GuestsQuestion) => Promise<unknown>;
  /** Names that only signed-in people send. */
  readonly signedInHeaders: readonly string[];
}

export interface GuestsQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface SharedAnswer {
  readonly plain: Buffer;
  /** Made when the first guest accepts it. */
  readonly encoded: Map<Encoding, Promise<Buffer>>;
}

type Encoding = 'br' | 'gzip';

const JSON_TYPE = 'application/json';
const ACCEPTED: ReadonlySet<string | undefined> = new Set([undefined, '*/*', JSON_TYPE]);
const NAMES: ReadonlySet<string> = new Set(['query', 'variables', 'operationName']);
const MOST_REMEMBERED = 500;
const LONGEST_QUESTION = 10_000;
const LONGEST_ANSWER = 131_072;
/** As `compression` has it. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const compressBrotli = promisify(brotliCompress);
const COMPRESSING: Readonly<Record<Encoding, (plain: Buffer) => Promise<Buffer>>> = {
  br: (plain) => compressBrotli(plain, BROTLI),
  gzip: promisify<Buffer, Buffer>(gzip),
};

/**
 * Guests who ask the same at about the same time share one answer, as bytes. Whatever else is asked, and by whomever, goes on to the
 * GraphQL server, and so does what fails.
 */
export function shareAnswers(options: SharedAnswersOptions): RequestHandler {
  const shareable = new BoundedMap<string, boolean>(MOST_REMEMBERED);
  const isShareable = (query: string) => shareable.get(query, () => asksOnlyFor(query, options.fields));
  return async (request, response, next) => {
    const question = options.signedInHeaders.some((name) => request.get(name) !== undefined)
      ? null
      : questionIn(request);
    if (question === null || !isShareable(question.query)) return next();
    const answer = await options.kept
      .keep(JSON.stringify(question), () => make(options, question))
      .catch(() => null);
    if (answer === null) return next();
    await send(response, answer, encodingOf(request));
  };
}

class NotShared extends Error {
  override readonly name = 'NotShared';
}

async function make(
  { answer }: Pick<SharedAnswersOptions, 'answer'>,
  question: GuestsQuestion,
): Promise<SharedAnswer> {
  requireModestQuery(question.query);
  const data = await answer(question);
  const plain = Buffer.from(`${JSON.stringify({ data })}\n`);
  if (data === null || plain.length > LONGEST_ANSWER) throw new NotShared();
  return { plain, encoded: new Map() };
}

function encodingOf(request: Request): Encoding | null {
  const accepted = request.acceptsEncodings(['br', 'gzip', 'identity']);
  return accepted === 'br' || accepted === 'gzip' ? accepted : null;
}

async function encode({ plain, encoded }: SharedAnswer, encoding: Encoding): Promise<Buffer> {
  const known = encoded.get(encoding);
  if (known !== undefined) return known;
  const made = COMPRESSING[encoding](plain);
  encoded.set(encoding, made);
  return made;
}

async function send(response: Response, answer: SharedAnswer, accepted: Encoding | null): Promise<void> {
  const encoding = answer.plain.length < LEAST_BYTES ? null : accepted;
  const body = encoding === null ? answer.plain : await encode(answer, encoding);
  if (encoding !== null) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Type', `${JSON_TYPE}; charset=utf-8`);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Content-Length', body.length);
  response.end(body);
}

/** Null for what is no plain question, or too long to be remembered. */
function questionIn(request: Request): GuestsQuestion | null {
  const body: unknown = request.body;
  if (request.method !== 'POST' || !ACCEPTED.has(request.get('Accept'))) return null;
  if (typeof body !== 'object' || body === null || !Object.keys(body).every((name) => NAMES.has(name)))
    return null;
  const { query, variables = {}, operationName = null } = body as Readonly<Record<string, unknown>>;
  if (typeof query !== 'string' || operationName !== null) return null;
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) return null;
  const question = { query, variables: variables as Readonly<Record<string, unknown>> };
  return query.length + JSON.stringify(variables).length > LONGEST_QUESTION ? null : question;
}

/** One query, of these fields alone. */
function asksOnlyFor(query: string, fields: ReadonlySet<string>): boolean {
  try {
    const { definitions } = parse(query, { ...PARSING, noLocation: true });
    const operations = definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION);
    const [operation, ...others] = operations;
    if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return false;
    return (
      operation.operation === OperationTypeNode.QUERY &&
      operation.selectionSet.selections.every(
        (selection) => selection.kind === Kind.FIELD && fields.has(selection.name.value),
      )
    );
  } catch {
    return false;
  }
}
