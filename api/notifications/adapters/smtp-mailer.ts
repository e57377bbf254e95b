import type { Transporter } from 'nodemailer';
import type { Mail, Mailer, MailOutcome } from '../ports/mailer.ts';

/** So that a server which is away does not hold other mail up. */
const CONNECT_WITHIN_MS = 10_000;
const SILENT_AT_MOST_MS = 30_000;

export interface SmtpMailerOptions {
  /** smtp:// or smtps://, with user and password where the server asks for them. */
  readonly url: string;
  /** An address, or a name with an address in angle brackets. */
  readonly from: string;
}

/** One connection for each mail: mails are few. */
export class SmtpMailer implements Mailer {
  readonly #url: URL;
  #transport: Promise<Transporter> | null = null;
  readonly #from: string;

  constructor({ url, from }: SmtpMailerOptions) {
    this.#from = from;
    this.#url = new URL(url);
  }

  async send(mail: Mail, signal: AbortSignal): Promise<MailOutcome> {
    signal.throwIfAborted();
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    try {
      this.#transport ??= openTransport(this.#url);
      const transport = await this.#transport;
      await Promise.race([transport.sendMail(this.#messageOf(mail)), aborted]);
      return { outcome: 'SENT' };
    } catch (error) {
      signal.throwIfAborted();
      return outcomeOf(error);
    }
  }

  #messageOf({ to, subject, text, html, messageId, unsubscribeUrl }: Mail) {
    return {
      from: this.#from,
      // As an object: no part of it is read as another address.
      to: { name: '', address: to },
      subject,
      text,
      html,
      messageId: `<${messageId}>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(unsubscribeUrl !== null && {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
    };
  }
}

/** The library is loaded with the first mail: most platforms send none. */
async function openTransport(url: URL): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    ...settingsOf(url),
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    dnsTimeout: CONNECT_WITHIN_MS,
    socketTimeout: SILENT_AT_MOST_MS,
    // Nothing of a mail is read from a file or the network.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function settingsOf({ protocol, hostname, port, username, password, searchParams }: URL) {
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password goes over TLS, unless `?requireTLS=false` says otherwise.
    requireTLS: (searchParams.get('requireTLS') ?? String(username !== '')) === 'true',
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
  };
}

function outcomeOf(error: unknown): MailOutcome {
  const { message, responseCode, command } = error as Error & {
    readonly responseCode?: number;
    readonly command?: string;
  };
  const status = responseCode ?? null;
  const answer = (message.split('\n')[0] ?? '').slice(0, 300);
  const isOfMail = command === 'RCPT TO' || command === 'DATA';
  if (status === null || !isOfMail) return { outcome: 'AWAY', status, answer };
  if (status < 500) return { outcome: status === 421 ? 'AWAY' : 'LATER', status, answer };
  return { outcome: command === 'RCPT TO' ? 'REFUSED' : 'FAILED', status, answer };
}
