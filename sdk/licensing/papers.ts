import { z } from 'zod';
import { outageOf, RefusedError, UnreachableError } from '../kernel/errors.ts';
import { authorization, type Platform } from '../kernel/session.ts';
import { quoted, unexpectedAnswer } from '../kernel/transport.ts';

type Place = Pick<Platform, 'apiUrl' | 'token'>;

/** A paper, as PDF/A-3b. */
export interface DownloadedPaper {
  /** As the platform proposes it. */
  readonly filename: string;
  readonly pdf: Uint8Array<ArrayBuffer>;
}

const ErrorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
});
const PDF = 'application/pdf';

/** The certificate of a license; for its parties with terms and proof. @throws RefusedError, UnreachableError */
export async function downloadCertificate(place: Place, licenseId: string): Promise<DownloadedPaper> {
  return downloadPaper(place, `/certificates/${encodeURIComponent(licenseId)}.pdf`);
}

/** An invoice, by its id or number, for its holder and licensee. @throws RefusedError, UnreachableError */
export async function downloadInvoice(place: Place, invoice: string): Promise<DownloadedPaper> {
  return downloadPaper(place, `/invoices/${encodeURIComponent(invoice)}.pdf`);
}

/** The credit note for the canceled lines of an invoice, for its holder and licensee. @throws RefusedError, UnreachableError */
export async function downloadCreditNote(place: Place, invoice: string): Promise<DownloadedPaper> {
  return downloadPaper(place, `/credit-notes/${encodeURIComponent(invoice)}.pdf`);
}

/** What a holder owes to a community of the paid lines of an invoice, for both. @throws RefusedError, UnreachableError */
export async function downloadShares(
  place: Place,
  invoice: string,
  communityId: string,
): Promise<DownloadedPaper> {
  return downloadPaper(place, `/shares/${encodeURIComponent(`${invoice}-${communityId}`)}.pdf`);
}

/** The registration certificate of an asset, for whom it exists. @throws RefusedError, UnreachableError */
export async function downloadRegistration(place: Place, assetId: string): Promise<DownloadedPaper> {
  return downloadPaper(place, `/registrations/${encodeURIComponent(assetId)}.pdf`);
}

/** The account of an organization over days that are YYYY-MM-DD, for its members and council. @throws RefusedError, UnreachableError */
export async function downloadStatementOfAccount(
  place: Place,
  organizationId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<DownloadedPaper> {
  const period = new URLSearchParams({ from, to }).toString();
  return downloadPaper(place, `/statements-of-account/${encodeURIComponent(organizationId)}.pdf?${period}`);
}

/** At a path of the platform. @throws RefusedError, UnreachableError */
export async function downloadPaper(place: Place, path: string): Promise<DownloadedPaper> {
  const response = await ask(place, path);
  if (response.headers.get('content-type') !== PDF) return refuse(place, response);
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const pdf = new Uint8Array(await reaching(place, () => response.arrayBuffer()));
  return { filename: named ?? 'paper.pdf', pdf };
}

/** What a route of the platform answers as text. @throws RefusedError, UnreachableError */
export async function downloadText(place: Place, path: string): Promise<string> {
  const response = await ask(place, path);
  return reaching(place, () => response.text());
}

async function ask(place: Place, path: string): Promise<Response> {
  const response = await reaching(place, () =>
    fetch(`${place.apiUrl}${path}`, { headers: authorization(place) }),
  );
  return response.ok ? response : refuse(place, response);
}

async function refuse(place: Place, response: Response): Promise<never> {
  const text = await reaching(place, () => response.text());
  const said = ErrorAnswer.safeParse(parseJson(text));
  if (said.success) {
    const { code, message, field } = said.data.error;
    throw new RefusedError(code, message, { field });
  }
  if (response.status >= 500) throw outageOf(place.apiUrl, response.status);
  throw unexpectedAnswer(place.apiUrl, quoted(text), response.status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function reaching<T>({ apiUrl }: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new UnreachableError(apiUrl, cause);
  }
}
