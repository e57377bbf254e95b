import { describe, expect, it } from 'vitest';
import { ToldPage } from '../../../web/lib/language/told-page.ts';

const FREE = { isFocusFree: true };

describe('the heading of a page', () => {
  it('does not take the focus on the page that the browser loaded', () => {
    const told = new ToldPage();
    expect(told.isDue('/', FREE)).toBe(false);
    expect(told.isDue('/', FREE)).toBe(false);
  });

  it('takes it on every page opened from there, also when it is replaced by the one that was awaited', () => {
    const told = new ToldPage();
    told.isDue('/', FREE);
    expect(told.isDue('/rules', FREE)).toBe(true);
    expect(told.isDue('/rules', FREE)).toBe(true);
    expect(told.isDue('/', FREE)).toBe(true);
  });

  it('does not take it from what has it on the page', () => {
    const told = new ToldPage();
    told.isDue('/', FREE);
    expect(told.isDue('/sign-in', { isFocusFree: false })).toBe(false);
  });
});
