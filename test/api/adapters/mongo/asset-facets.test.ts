import { describeFacets } from './facets-behavior.ts';
import { startStores } from './stores-under-test.ts';

describeFacets('MongoDB', startStores);
