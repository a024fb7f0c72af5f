// Makes the calls that a page asks it for: the fetches of a service worker belong to no tab.
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', (event) => {
  const { url, headers } = event.data;
  event.waitUntil(
    fetch(url, { headers })
      .then((response) => response.text())
      .catch(() => undefined)
      .then(() => event.ports[0].postMessage('done')),
  );
});
