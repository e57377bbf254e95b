/** A whole mail, to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Without angle brackets; the same for the same content, so that mail programs show it once. */
  readonly messageId: string;
  /** Ends mail to the address by a POST (RFC 8058); null for a mail that somebody asked for. */
  readonly unsubscribeUrl: string | null;
}

/**
 * REFUSED: the server of the address has it not, for good. FAILED: this mail is not taken, for good. LATER: try again.
 * AWAY: our mail server does not answer, or not as one that we may use; no other mail can be sent either.
 */
export type MailOutcome =
  | { readonly outcome: 'SENT' }
  | {
      readonly outcome: 'REFUSED' | 'FAILED' | 'LATER' | 'AWAY';
      readonly status: number | null;
      readonly answer: string;
    };

export interface Mailer {
  send(mail: Mail, signal: AbortSignal): Promise<MailOutcome>;
}
