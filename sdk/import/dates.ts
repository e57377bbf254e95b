/** How a table writes its days; a value of another form, or a day that is none, is an error of its row. */
export const DATE_FORMS = [
  'YYYY',
  'YYYY-MM',
  'YYYY-MM-DD',
  'YYYY/M/D',
  'D/M/YYYY',
  'M/D/YYYY',
  'D.M.YYYY',
  'YYYY年M月D日',
] as const;
export type DateForm = (typeof DATE_FORMS)[number];

const DIGITS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  DD: '(?<day>\\d{2})',
  M: '(?<month>\\d{1,2})',
  D: '(?<day>\\d{1,2})',
};

/** The date as ISO 8601, as exact as it was given; null when the text is no such date. */
export function readDate(text: string, form: DateForm): string | null {
  const pattern = form.replace(/[.]/g, '\\.').replace(/YYYY|MM|DD|M|D/g, (part) => DIGITS[part] ?? part);
  const found = new RegExp(`^${pattern}$`).exec(text)?.groups;
  if (found === undefined) return null;
  const { year = '', month, day } = found;
  if (month === undefined) return year;
  const iso = [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
  const whole = day === undefined ? `${iso}-01` : iso;
  const time = Date.parse(`${whole}T00:00:00Z`);
  // Engines disagree on whether 31 February is an error or 3 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(whole) ? iso : null;
}
