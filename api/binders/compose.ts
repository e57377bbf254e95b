import { Binders, type BindersOptions } from './services/binders.ts';
import { Schedules, type SchedulesOptions } from './services/schedules.ts';

export type BinderStores = Pick<SchedulesOptions, 'licenses' | 'assets' | 'organizations' | 'reasons'>;

export type BinderParts = Omit<SchedulesOptions, keyof BinderStores> & Omit<BindersOptions, 'schedules'>;

/** Binders: all licenses of a film as one bag, with a schedule. */
export function composeBinders(stores: BinderStores, parts: BinderParts) {
  const schedules = new Schedules({ ...stores, ...parts });
  return { binders: new Binders({ ...parts, schedules }) };
}
