import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

type Command = 'CONNECT' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'BODY' | 'QUIT';

export interface ReceivedMail {
  readonly from: string;
  readonly to: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: string;
}

const NEXT: Readonly<Record<string, readonly Command[]>> = {
  CONNECT: ['EHLO', 'QUIT'],
  EHLO: ['AUTH', 'MAIL', 'QUIT'],
  AUTH: ['MAIL', 'QUIT'],
  MAIL: ['RCPT', 'QUIT'],
  RCPT: ['RCPT', 'DATA', 'QUIT'],
  BODY: ['MAIL', 'QUIT'],
};

const YES: Readonly<Partial<Record<Command, string>>> = {
  EHLO: '250-test\r\n250 AUTH PLAIN',
  AUTH: '235 in',
  DATA: '354 go on',
};

/** A mail server that speaks SMTP (RFC 5321) and holds clients to its order of commands. */
export class SmtpReceiver {
  readonly mails: ReceivedMail[] = [];
  /** Commands that came out of order. */
  readonly faults: string[] = [];
  connections = 0;
  /** What it says instead of yes; null says nothing at all. */
  answer: (command: Command, argument: string) => string | null | undefined = () => undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => this.#serve(socket));
  #port = 0;

  static async start(): Promise<SmtpReceiver> {
    const receiver = new SmtpReceiver();
    await receiver.listen();
    return receiver;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    let [state, from, to, text] = ['CONNECT', '', '', ''];
    const say = (command: Command, yes: string, argument = '') => {
      const answer = this.answer(command, argument);
      if (answer !== null) socket.write(`${answer ?? yes}\r\n`);
      return answer === undefined;
    };
    const act = (line: string) => {
      const [verb = ''] = line.toUpperCase().split(/[ :]/);
      const command = (verb === 'HELO' ? 'EHLO' : verb) as Command;
      if (NEXT[state]?.includes(command) !== true) this.faults.push(`${line} after ${state}`);
      const address = /<(.*)>/.exec(line)?.[1] ?? '';
      if (command === 'QUIT') return void socket.end('221 bye\r\n');
      const isTaken = say(command, YES[command] ?? '250 ok', address);
      if (!isTaken) return;
      state = command;
      if (command === 'MAIL') from = address;
      if (command === 'RCPT') to = address;
    };
    const take = () => {
      for (;;) {
        const end = text.indexOf(state === 'DATA' ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (state === 'DATA' ? 5 : 2));
        if (state !== 'DATA') act(part);
        else {
          state = 'BODY';
          const mail = parseMail({ from, to, raw: part });
          // Kept before the answer: a client may not live to read it.
          if (this.answer('BODY', to) === undefined) this.mails.push(mail);
          say('BODY', '250 kept', to);
        }
      }
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      take();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    say('CONNECT', '220 test');
  }
}

function parseMail({ from, to, raw }: Pick<ReceivedMail, 'from' | 'to' | 'raw'>): ReceivedMail {
  const [head = ''] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    decodeWords(line.slice(line.indexOf(':') + 1).trim()),
  ]);
  return { from, to, raw, headers: Object.fromEntries(headers) as ReceivedMail['headers'] };
}

/** Words of RFC 2047. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_all, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString()
        : decodeQuoted(word.replaceAll('_', ' ')),
    );
}

/** Quoted-printable (RFC 2045). */
function decodeQuoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** A part of a mail of two, decoded. */
export function partOf({ raw }: ReceivedMail, type: 'text/plain' | 'text/html'): string {
  const boundary = /boundary="?([^"\r\n]+)"?/.exec(raw)?.[1] ?? '';
  const part = raw.split(`--${boundary}`).find((each) => each.includes(`Content-Type: ${type}`)) ?? '';
  const [head = '', ...body] = part.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString();
  return /encoding: quoted-printable/i.test(head) ? decodeQuoted(text) : text;
}
