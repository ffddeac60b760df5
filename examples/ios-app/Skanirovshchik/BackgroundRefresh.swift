import BackgroundTasks
import Foundation
import SkanSDK

/// Fetches new trust data while the app is not shown. The system decides when; the screen tells how old the data is.
enum BackgroundRefresh {
    static let identifier = "org.example.skanirovshchik.refresh"

    static func register() {
        // Without a queue of ours the system calls on a background queue, where an update may block.
        _ = BGTaskScheduler.shared.register(forTaskWithIdentifier: identifier, using: nil) { task in run(task) }
    }

    static func schedule() {
        let request = BGAppRefreshTaskRequest(identifier: identifier)
        request.earliestBeginDate = Date(timeIntervalSinceNow: 4 * 3600)
        try? BGTaskScheduler.shared.submit(request)  // refused in the simulator and where the user has switched it off
    }

    private static func run(_ task: BGTask) {
        schedule()
        do {
            guard let venue = try Venue.load(), let url = venue.site else { return task.setTaskCompleted(success: true) }
            let site = try Trust.site(url)
            task.expirationHandler = { site.cancel() }
            try Trust.update(try Trust.open(venue), of: venue, from: site)
            task.setTaskCompleted(success: true)
        } catch {
            task.setTaskCompleted(success: false)  // the data in force stays in force
        }
    }
}
