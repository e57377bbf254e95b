import { setTimeout as pause } from 'node:timers/promises';
import { ClientError } from '../command-error.ts';
import { type ScramCredential, ScramExchange, ScramMessageError } from './scram.ts';

const MECHANISM = 'SCRAM-SHA-256';
/** How long a refusal waits, so that guessing takes time; the connection ends with it. */
const REFUSAL_MS = 300;
const CONVERSATION_ID = 1;

export interface SaslStart {
  readonly mechanism: string;
  readonly payload: string;
  /** Other clients send one empty message more before the conversation is done. */
  readonly skipsEmptyMessage: boolean;
}

/** One step of a conversation, for the client. */
export interface SaslAnswer {
  readonly conversationId: number;
  readonly isDone: boolean;
  readonly payload: string;
}

interface Conversation {
  readonly exchange: ScramExchange;
  readonly skipsEmptyMessage: boolean;
  isProven: boolean;
}

/** Who the client of one connection is. */
export class Session {
  readonly #credential: ScramCredential | null;
  #isAuthenticated: boolean;
  #hasFailed = false;
  #conversation: Conversation | null = null;

  /** A client that comes by the store's own socket is trusted. With no credential nobody else ever is. */
  constructor(options: { readonly credential: ScramCredential | null; readonly isTrusted: boolean }) {
    this.#credential = options.credential;
    this.#isAuthenticated = options.isTrusted;
  }

  get isAuthenticated(): boolean {
    return this.#isAuthenticated;
  }

  /** The client was refused: its connection is to be ended. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  get mechanisms(): readonly string[] {
    return this.#credential === null ? [] : [MECHANISM];
  }

  /** @throws ClientError MechanismUnavailable or AuthenticationFailed */
  async start(start: SaslStart): Promise<SaslAnswer> {
    if (start.mechanism !== MECHANISM) {
      throw new ClientError(
        'MechanismUnavailable',
        `Received authentication for mechanism ${start.mechanism} which is unknown or not enabled`,
      );
    }
    return this.#begin(start) ?? (await this.#refuse());
  }

  /** The same within `hello`: null where the client has to send `saslStart`. */
  startWithin(start: SaslStart): SaslAnswer | null {
    return start.mechanism === MECHANISM ? this.#begin(start) : null;
  }

  /** @throws ClientError ProtocolError or AuthenticationFailed */
  async continue(conversationId: number, payload: string): Promise<SaslAnswer> {
    const conversation = this.#conversation;
    if (conversation === null) throw new ClientError('ProtocolError', 'No SASL session state found');
    if (conversationId !== CONVERSATION_ID)
      throw new ClientError('ProtocolError', 'sasl: Mismatched conversation id');
    if (conversation.isProven) return payload === '' ? this.#accept('') : await this.#refuse();
    const proof = answerOf(() => conversation.exchange.finish(payload));
    if (proof === null) return await this.#refuse();
    conversation.isProven = true;
    if (conversation.skipsEmptyMessage) return this.#accept(proof);
    return { conversationId, isDone: false, payload: proof };
  }

  #begin({ payload, skipsEmptyMessage }: SaslStart): SaslAnswer | null {
    const credential = this.#credential;
    if (credential === null) return null;
    const exchange = answerOf(() => new ScramExchange(credential, payload));
    if (exchange === null) return null;
    this.#conversation = { exchange, skipsEmptyMessage, isProven: false };
    return { conversationId: CONVERSATION_ID, isDone: false, payload: exchange.serverFirst };
  }

  #accept(payload: string): SaslAnswer {
    this.#conversation = null;
    this.#isAuthenticated = true;
    return { conversationId: CONVERSATION_ID, isDone: true, payload };
  }

  async #refuse(): Promise<never> {
    this.#conversation = null;
    this.#hasFailed = true;
    await pause(REFUSAL_MS);
    throw new ClientError('AuthenticationFailed', 'Authentication failed.');
  }
}

/** Null for a message that is none of SCRAM, which is refused as a wrong password is. */
function answerOf<T>(step: () => T): T | null {
  try {
    return step();
  } catch (error) {
    if (error instanceof ScramMessageError) return null;
    throw error;
  }
}
