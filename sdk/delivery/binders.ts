import { parseSchedule, type Schedule } from '@lanran/protocol/binders/schedule';
import type { Platform } from '../kernel/session.ts';
import { downloadPaper, type DownloadedPaper, downloadText } from '../licensing/papers.ts';

type Place = Pick<Platform, 'apiUrl' | 'token'>;

/** Which binder: of a list by its id, or of an order by its id or number; folders by a template, null for the usual one. */
export interface BinderName {
  readonly name: string;
  readonly template: string | null;
}

/** Where the platform has a binder as a ZIP. */
export function binderPath({ name, template }: BinderName): string {
  return `/binders/${encodeURIComponent(name)}.zip${queryOf(template)}`;
}

/** Where it has the schedule of a binder. */
export function schedulePath({ name, template }: BinderName, kind: 'json' | 'csv' | 'pdf'): string {
  return `/binders/${encodeURIComponent(name)}/schedule.${kind}${queryOf(template)}`;
}

/** @throws RefusedError, UnreachableError */
export async function getSchedule(place: Place, binder: BinderName): Promise<Schedule> {
  return parseSchedule(await downloadText(place, schedulePath(binder, 'json')), 'schedule');
}

/** As PDF. @throws RefusedError, UnreachableError */
export async function downloadSchedule(place: Place, binder: BinderName): Promise<DownloadedPaper> {
  return downloadPaper(place, schedulePath(binder, 'pdf'));
}

function queryOf(template: string | null): string {
  return template === null ? '' : `?folders=${encodeURIComponent(template)}`;
}
