import { beforeAll, describe } from 'vitest';
import { Installation } from '../../support/installation.ts';
import { archiveSuite } from './archive-suite.ts';
import { contentSuite } from './content-suite.ts';
import { folderSuite } from './folder-suite.ts';
import { drawEveryKind } from './material.ts';
import { originSuite } from './origin-suite.ts';
import { paperSuite } from './paper-suite.ts';
import { type SoldPackage, sellPackage } from './sold-package.ts';

const here = Installation.forSuite();

beforeAll(async () => void (await here.start()));

describe.each(['licensed', 'open'] as const)('a package with every kind of file, of what is %s', (access) => {
  let sold: SoldPackage;
  beforeAll(async () => {
    const files = here.path(`${access}-files`);
    // What is published for a community can't be opened as another asset.
    await drawEveryKind(files, access === 'open' ? 2 : 3);
    sold = await sellPackage(here, { access, files });
  });
  const asked = { here, access, sold: () => sold };
  folderSuite(asked);
  archiveSuite(asked);
  contentSuite(asked);
  paperSuite(asked);
  originSuite(asked);
});
