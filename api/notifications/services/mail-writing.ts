import { createHash } from 'node:crypto';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import { isPerson, type Notice } from '../domain/delivery.ts';
import { MAIL_WORDS } from '../domain/mail-words.ts';
import type { Mailbox, MailLanguage } from '../domain/mailbox.ts';
import { pageOf } from '../domain/notice-page.ts';
import type { Mail } from '../ports/mailer.ts';
import type { SecretSeal } from '../ports/secret-seal.ts';

const MOST_LINES = 100;

export interface MailWritingOptions {
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly seal: SecretSeal;
  readonly publicUrl: () => URL;
}

/** A line with the page that it leads to. */
interface Line {
  readonly text: string;
  readonly url: string;
}

interface Content {
  readonly subject: string;
  readonly lead: string | null;
  readonly lines: readonly Line[];
  readonly closing: string | null;
  readonly footer: readonly Line[];
}

/** Writes mails, in a person's language. */
export class MailWriting {
  readonly #options: MailWritingOptions;

  constructor(options: MailWritingOptions) {
    this.#options = options;
  }

  /** Null when the code can't be read any more. @param batch makes the Message-ID */
  writeConfirmation({ email, language, confirmation }: Mailbox, batch: string): Mail | null {
    const code = confirmation === null ? null : this.#options.seal.open(confirmation.sealed);
    if (email === null || code === null) return null;
    const { subject, lead, open, ignore } = MAIL_WORDS[language].confirm;
    // After #, so that it is in no log of a server.
    const lines = [{ text: open, url: this.#urlOf(`/confirm-email#${code}`) }];
    const content = { subject, lead, lines, closing: ignore, footer: [] };
    return { ...toMail(content, language), to: email, messageId: this.#idOf(batch), unsubscribeUrl: null };
  }

  /** One mail about one or several. @param batch makes the Message-ID */
  async write(
    mailbox: Mailbox & { readonly email: string },
    notices: readonly Notice[],
    batch: string,
  ): Promise<Mail> {
    const { language, email, unsubscribeKey } = mailbox;
    const words = MAIL_WORDS[language];
    const names = await this.#namesIn(notices, language);
    const sentences = notices.map((notice) => {
      const name = names.get(notice.recipient);
      return { notice, sentence: sentenceOf(notice, { names, language }), addressee: name };
    });
    const [first] = sentences;
    const isDigest = sentences.length > 1;
    const unsubscribeUrl = this.#urlOf(`/unsubscribe/${unsubscribeKey}`);
    const content = {
      subject: isDigest || first === undefined ? words.digest({ count: notices.length }) : first.sentence,
      lead: null,
      lines: sentences.slice(0, MOST_LINES).map(({ notice, sentence, addressee }) => ({
        text: addressee === undefined ? sentence : `${sentence} (${words.for(addressee)})`,
        url: this.#urlOf(pageOf(notice)),
      })),
      closing: notices.length > MOST_LINES ? words.more({ count: notices.length - MOST_LINES }) : null,
      footer: [
        { text: words.choose, url: this.#urlOf('/account#notifications') },
        { text: words.end, url: unsubscribeUrl },
      ],
    };
    return { ...toMail(content, language), to: email, messageId: this.#idOf(batch), unsubscribeUrl };
  }

  async #namesIn(notices: readonly Notice[], language: MailLanguage): Promise<ReadonlyMap<string, string>> {
    const named = notices.flatMap(({ by, recipient }) => [by, isPerson(recipient) ? null : recipient]);
    const ids = [...new Set(named.filter((id) => id !== null))] as OrganizationId[];
    const found = ids.length === 0 ? [] : await this.#options.organizations.findMany(ids);
    return new Map(found.map((organization) => [organization.id, nameOf(organization, language)]));
  }

  #urlOf(path: string): string {
    return new URL(path, this.#options.publicUrl()).href;
  }

  #idOf(batch: string): string {
    const { hostname } = this.#options.publicUrl();
    const hash = createHash('sha256').update(batch).digest('hex').slice(0, 40);
    return `${hash}@${hostname.replace(/[[\]:]/g, '')}`;
  }
}

function nameOf({ name, slug }: Organization, language: MailLanguage): string {
  return name[language] ?? name.en ?? name.zh ?? slug;
}

function sentenceOf(
  { kind, by, count }: Notice,
  { names, language }: { readonly names: ReadonlyMap<string, string>; readonly language: MailLanguage },
): string {
  const { somebody, kinds } = MAIL_WORDS[language];
  if (kind === 'TEST' || kind === 'CONFIRM') throw new TypeError(`No mail tells ${kind}.`);
  const who = (by === null ? undefined : names.get(by)) ?? somebody;
  return kinds[kind]({ who, count: count ?? 0 });
}

function toMail(content: Content, language: MailLanguage): Pick<Mail, 'subject' | 'text' | 'html'> {
  return { subject: content.subject, text: toText(content), html: toHtml(content, language) };
}

function toText({ lead, lines, closing, footer }: Content): string {
  const parts = [
    ...(lead === null ? [] : [lead]),
    ...lines.map(({ text, url }) => `${text}\n${url}`),
    ...(closing === null ? [] : [closing]),
    ...(footer.length === 0 ? [] : [footer.map(({ text, url }) => `${text}: ${url}`).join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function toHtml({ subject, lead, lines, closing, footer }: Content, language: MailLanguage): string {
  const link = ({ text, url }: Line) => `<a href="${escaped(url)}">${escaped(text)}</a>`;
  const paragraphs = [
    ...(lead === null ? [] : [escaped(lead)]),
    ...lines.map(link),
    ...(closing === null ? [] : [escaped(closing)]),
  ];
  const small = footer.length === 0 ? '' : `<p><small>${footer.map(link).join(' · ')}</small></p>`;
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-Hans' : 'en'}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>${paragraphs.map((each) => `<p>${each}</p>`).join('')}${small}</body></html>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
