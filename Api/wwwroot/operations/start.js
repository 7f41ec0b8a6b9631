import './choices.js';
import './keys.js';
import './desk.js';
import './search.js';
import { keep, zone } from './browser.js';
import { connect } from './connection.js';

if (zone())
  keep('posmonitor-zone', zone());
// A page without the framework's script is one that has nothing to connect.
if (document.querySelector('script[src="/_framework/blazor.web.js"]'))
  connect();
