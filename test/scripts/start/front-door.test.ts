import { describe, expect, it } from 'vitest';
import { FrontDoor } from '../../../scripts/start/front-door.ts';

describe('the front door', () => {
  it('leaves an idle connection open for longer than a client stands still', async () => {
    const door = await FrontDoor.open('127.0.0.1', 0);
    try {
      const { headers } = await fetch(`http://127.0.0.1:${door.port}/`);
      expect(headers.get('keep-alive')).toBe('timeout=75');
    } finally {
      await door.close(0);
    }
  });

  it('says that the platform starts, in an answer that no browser keeps, guesses at or frames', async () => {
    const door = await FrontDoor.open('127.0.0.1', 0);
    try {
      const { status, headers } = await fetch(`http://127.0.0.1:${door.port}/`);
      expect(status).toBe(503);
      expect(headers.get('Retry-After')).toBe('2');
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('X-Frame-Options')).toBe('DENY');
    } finally {
      await door.close(0);
    }
  });
});
