import { describeLists } from './lists-behavior.ts';
import { startStores } from './stores-under-test.ts';

describeLists('MongoDB', startStores);
