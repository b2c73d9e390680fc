-- title: 写明的地点像是别的区县的写法
-- title_en: How a written place looks that names another district or county
-- note: Patterns (GLOB) for a place in which the own district's name was left out and 街道 and 乡 are written 镇. of_list: 1 where it says
--   so only beside a list of the own streets.
-- columns: form = 写法 / Pattern; of_list = 有本区的街道名单才算 / Only beside a list of streets
select column1 as form, column2 as of_list
from (
  values ('*[^社小园校片街景城新辖][区县][^ 、，和与及各全所有多等几内的][^ 、，和与及各]镇*', 0),
    ('*[^社小园校片街景城新辖][区县][^ 、，和与及各全所有多等几内的][^ 、，和与及各]?镇*', 0),
    ('??市[^ 、，和与及各全所有多等几内的区场][^ 、，和与及各]镇*', 1),
    ('[^东南西北中本全居一二三四五六七八九十0-9A-Z][^社小园校片街景城新辖业发范郊区务宅活心税假验能住舍一二两三四五六七八九十][区县]', 0),
    ('[东南西北][^东南西北社小园校片街景城新辖业发范郊部边区][区县]', 0),
    ('??市[^区场][^社小园校片街景城新辖业发范郊区务宅活心税假验能住舍][区县]', 0)
)
