# Báo cáo kết quả của chỉ tiêu
field-group = Số của nhóm nào
field-group-hint = Chỉ tiêu so hai nhóm: mỗi nhóm một báo cáo, cùng ngày thì mới so được.
report-aside-register = Chỉ tiêu này lấy số từ sổ bộ: số báo cáo chỉ được để riêng bên cạnh, không quyết định trạng thái.
report-aside-published = Chỉ tiêu này lấy số từ kết quả đã công bố: số báo cáo chỉ được để riêng bên cạnh, không quyết định trạng thái.
report-aside-but-share = Phần việc của cơ quan bạn thì vẫn tính theo báo cáo.
form-nothing-back = Về chỉ tiêu
trail-field-households = nhóm hộ
