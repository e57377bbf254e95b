import { beforeAll, describe, expect, it } from 'vitest';
import { readDemoKey } from '../../../scripts/seed/accounts.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { keysText } from '../../../web/lib/keys/text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { BrowserWallet } from '../../support/browser-wallet.ts';
import { Installation } from '../../support/installation.ts';
import { writeScan } from '../../support/scans.ts';
import { Walker } from './walker.ts';

describe('a wallet of the browser', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  let assetId = '';

  beforeAll(async () => {
    await here.start();
    const path = here.path('scan.tif');
    await writeScan(path, { width: 300, height: 200 });
    const about = ['--kind', 'pattern', '--title', 'Whirlpool', '--community', 'none'];
    const { document } = await here.hereAs('institution', 'publish', path, ...about);
    assetId = String(document['assetId']);
    const today = new Date().toISOString().slice(0, 10);
    const window = ['--media', 'streaming', '--territory', 'WORLD', '--from', today, '--to', '2099-12-31'];
    const offered = await here.hereAs('institution', 'offer', assetId, ...window, '--price', '50 TCNY');
    expect(offered).toMatchObject({ exitCode: 0 });
  });

  it('is offered the chain, signs in with its key, and buys a license', async () => {
    const wallet = new BrowserWallet(readDemoKey(here.dataDir, 'studio'));
    const person = await browser.person({ language: 'en', url: here.platform.url });
    await wallet.install(person.context);
    const studio = new Walker(person, 'en');

    await person.page.goto('/sign-in');
    await studio.button(studio.say(peopleText, 'walletUse', { name: BrowserWallet.displayName })).click();
    await person.page.waitForURL((url) => url.pathname !== '/sign-in');
    expect(wallet.asked).toContain('wallet_addEthereumChain');
    expect(wallet.asked).toContain('chain eth_chainId');

    await studio.describeUse(assetId, { from: '2030-01-01', to: '2030-12-31' });
    await studio.button(studio.say(wishText, 'buy')).click();
    const sheet = person.page.getByRole('dialog');
    await sheet.getByRole('button', { name: studio.say(wishText, 'buyVerb'), exact: true }).click();
    // The page was loaded anew, so the wallet is asked again.
    await studio.button(studio.say(keysText, 'connect')).click();
    await person.page.waitForURL(/\/licenses\/0x/);
    expect(wallet.asked).toContain('eth_signTypedData_v4');
    expect(person.faults).toEqual([]);
  });
});
