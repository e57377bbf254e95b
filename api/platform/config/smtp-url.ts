export const SMTP_URL_RULE =
  'must be smtp://HOST:PORT or smtps://HOST:PORT, with USER:PASSWORD@ before the host where the server asks for them';

/** Null for what is no address of a mail server. */
export function parseSmtpUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return null;
  return url.href;
}

export const SMTP_FROM_RULE =
  'must be an e-mail address, such as lanran@example.org or Lanran <lanran@example.org>';

/** Is it an address, or a name and an address in angle brackets, on one line? */
export function isMailSender(text: string): boolean {
  return /^(?:[^<>@,;:\p{Cc}]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/u.test(text);
}
