select district, kind, sum(1 - sample) as "real", sum(sample) as samples
from corrections
group by district, kind
