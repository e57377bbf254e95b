import { describe, expect, it } from 'vitest';
import { RouteFocus } from '../../../web/lib/language/route-focus.ts';

const FREE = { isFocusFree: true };

describe('the heading of a page', () => {
  it('does not take the focus on the page that the browser loaded', () => {
    const told = new RouteFocus();
    expect(told.shouldFocusHeading('/', FREE)).toBe(false);
    expect(told.shouldFocusHeading('/', FREE)).toBe(false);
  });

  it('takes it on every page opened from there, also when it is replaced by the one that was awaited', () => {
    const told = new RouteFocus();
    told.shouldFocusHeading('/', FREE);
    expect(told.shouldFocusHeading('/rules', FREE)).toBe(true);
    expect(told.shouldFocusHeading('/rules', FREE)).toBe(true);
    expect(told.shouldFocusHeading('/', FREE)).toBe(true);
  });

  it('does not take it from what has it on the page', () => {
    const told = new RouteFocus();
    told.shouldFocusHeading('/', FREE);
    expect(told.shouldFocusHeading('/sign-in', { isFocusFree: false })).toBe(false);
  });
});
