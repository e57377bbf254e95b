import { describeLeaves } from './leaves-behavior.ts';
import { startStores } from './stores-under-test.ts';

describeLeaves('MongoDB', startStores);
