/** Every check there is, in the order of the link. A new check is written in its hop's folder and named here. */
import type { Check } from '../check.ts';
import { launcherWorks, liteLoaderEffective, notQuarantined, ownFolderAccessible } from './hop1/launch.ts';
import { loggedIn, stayedOnline } from './hop1/login.ts';
import { napcatFound, napcatRunning, oneInstance } from './hop1/presence.ts';
import { qqSupported } from './hop1/qq-version.ts';
import { configFolderRight, entriesDialled } from './hop2/applied.ts';
import { bothDial } from './hop2/direction.ts';
import {
  accountExpected,
  clientEntryEnabled,
  clientEntryExists,
  entryNamesUnique,
  rightFileEdited,
} from './hop2/entries.ts';
import { configFormatRead, configLoads } from './hop2/file.ts';
import { listHoldsClient, pasteIsLoaded } from './hop2/listed.ts';
import { notItself, urlsUsable } from './hop2/url.ts';
import { rightAddress } from './hop3/address.ts';
import { bindAddressOurs, portFree, portNotReserved } from './hop3/binding.ts';
import { boundBeyondItself, containerPortPublished } from './hop3/containers.ts';
import { loopbackWorks, noProxyBetween, sameLoopback } from './hop3/elsewhere.ts';
import { firewallOpen } from './hop3/firewall.ts';
import { knownServer } from './hop3/foreign.ts';
import {
  consoleRunning,
  driverServes,
  frameworkComesUp,
  frameworkReady,
  serverAnswers,
} from './hop3/framework-runs.ts';
import { frameworkRuns, somebodyListens } from './hop3/listening.ts';
import { rightPort } from './hop3/port.ts';
import { portProxyLeadsSomewhere } from './hop3/port-proxy.ts';
import { frameworkStays, startedInOrder } from './hop3/watched-start.ts';
import { adapterRegistered, sameProtocol } from './hop4/adapter.ts';
import { accountFree } from './hop4/duplicate.ts';
import { pathHasRoute } from './hop4/path.ts';
import { adapterSwitchedOn } from './hop4/settings.ts';
import { tokensAgree } from './hop4/token.ts';
import { sameTransport, webSocketSupported } from './hop4/transport.ts';
import { sessionFree } from './hop4/watched-session.ts';
import { noKnownDefect } from './hop5/defects.ts';
import { frameworkTakesLink } from './hop5/framework-trouble.ts';
import { botAnswers, eventsArrive, heartbeatKept, messagesReadable } from './hop5/events.ts';
import { linkStays } from './hop5/watched-link.ts';
import { configFileSame } from './webui.ts';
import { refusalExplained, saidByPrograms } from './said.ts';

export const CHECKS: readonly Check[] = [
  napcatFound,
  napcatRunning,
  launcherWorks,
  ownFolderAccessible,
  notQuarantined,
  liteLoaderEffective,
  qqSupported,
  oneInstance,
  loggedIn,
  stayedOnline,

  configLoads,
  configFormatRead,
  rightFileEdited,
  accountExpected,
  configFolderRight,
  configFileSame,
  clientEntryExists,
  listHoldsClient,
  pasteIsLoaded,
  bothDial,
  clientEntryEnabled,
  entryNamesUnique,
  urlsUsable,
  notItself,
  entriesDialled,

  loopbackWorks,
  sameLoopback,
  containerPortPublished,
  boundBeyondItself,
  portProxyLeadsSomewhere,
  noProxyBetween,
  portFree,
  portNotReserved,
  bindAddressOurs,
  driverServes,
  frameworkComesUp,
  frameworkReady,
  startedInOrder,
  frameworkStays,
  rightAddress,
  rightPort,
  somebodyListens,
  frameworkRuns,
  serverAnswers,
  consoleRunning,
  knownServer,
  firewallOpen,

  sameTransport,
  webSocketSupported,
  adapterRegistered,
  adapterSwitchedOn,
  sameProtocol,
  pathHasRoute,
  tokensAgree,
  accountFree,
  sessionFree,

  noKnownDefect,
  frameworkTakesLink,
  messagesReadable,
  heartbeatKept,
  linkStays,
  eventsArrive,
  botAnswers,

  refusalExplained,
  saidByPrograms,
];
