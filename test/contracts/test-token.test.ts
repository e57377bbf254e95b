import { beforeAll, describe, expect, it } from 'vitest';
import { mined, Platform } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

describe('TestToken', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.start();
  });

  it('is TCNY with two decimals', async () => {
    expect(await platform.token.symbol()).toBe('TCNY');
    expect(await platform.token.decimals()).toBe(2n);
  });

  it('gives anybody up to a million at once, relayed too', async () => {
    const { token, people } = platform;
    const data = token.interface.encodeFunctionData('mint', [people.studio.address, 100_000_000n]);
    await platform.relay(people.studio, token, data);
    expect(await token.balanceOf(people.studio)).toBe(100_000_000n);
    const tooMuch = mined(token.connect(people.studio).mint(people.studio, 100_000_001n));
    expect(await refusalOf(tooMuch)).toEqual(['TestTokenTooMuch', 100_000_001n, 100_000_000n]);
  });

  it('takes the relayed signer, not the relayer, as the one who spends', async () => {
    const { token, people } = platform;
    const data = token.interface.encodeFunctionData('approve', [people.council.address, 5n]);
    await platform.relay(people.studio, token, data);
    expect(await token.allowance(people.studio, people.council)).toBe(5n);
  });

  it('does not believe a caller that only pretends to be the forwarder', async () => {
    const { token, people } = platform;
    const mint = token.interface.encodeFunctionData('approve', [people.stranger.address, 9n]);
    const forged = `${mint}${people.museum.address.slice(2)}`;
    await (await people.stranger.sendTransaction({ to: platform.tokenAddress, data: forged })).wait();
    expect(await token.allowance(people.museum, people.stranger)).toBe(0n);
  });
});
