import { describe, expect, it } from 'vitest';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { formatPlan, parsePlan } from '@lanran/sdk/desk/checkout-plan';

describe('a kept checkout', () => {
  const plan = { licensee: parseOrganizationId(`0x${'5a'.repeat(32)}`), logSize: 40, items: [] };

  it('is read as it was written', () => {
    expect(parsePlan(formatPlan(plan))).toEqual(plan);
  });

  it('is dropped where it names a time and no size of the log', () => {
    const { logSize: _, ...older } = plan;
    expect(parsePlan(JSON.stringify({ ...older, begunAt: '2026-11-30T03:45:00.000Z' }))).toBeNull();
  });
});
