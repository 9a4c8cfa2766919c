/** As many reviews as a product is taken to have had before its first, … */
const priorReviews = 10;
/** … with so many stars each. */
const priorStars = 3.5;

/**
 * What lists by rating are ordered by, in thousandths of a star, as SQL on `rating_sum` and `rating_count` of the given table: the average
 * with ten imagined reviews of 3.5 stars among the real ones. So one review with five stars (3,636) comes behind two hundred with 4.8
 * (4,738), and only many reviews bring a product to either end. Products that nobody has rated have 0: they come last.
 */
export function ratingScore(table: string): string {
  const [sum, count] = [`${table}.rating_sum`, `${table}.rating_count`];
  const score = `(1000 * ${sum} + ${String(1_000 * priorReviews * priorStars)}) / (${count} + ${String(priorReviews)})`;
  return `IF(${count} = 0, 0, ROUND(${score}))`;
}
