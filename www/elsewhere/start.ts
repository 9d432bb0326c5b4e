// The script that a worker runs.

import { type Scope, serve } from './worker.ts';

serve(globalThis as unknown as Scope);
