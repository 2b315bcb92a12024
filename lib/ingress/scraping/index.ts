export { scrapeMonitors } from './scrape-monitors';
